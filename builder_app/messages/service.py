"""What is said about the service: its address, its refusals, and not reaching it."""

from builder_app.messages.message import Sentence

ENDPOINT_MALFORMED = Sentence(
    "endpoint.malformed",
    "This is not a service address. It begins with https:// and a host name, "
    "as in https://api.sixtyfour.ai.",
)
ENDPOINT_NOT_SECURE = Sentence(
    "endpoint.not_secure",
    "{host} can only be used over https://, so that nobody can read the key on its way. "
    "Plain http:// is for this machine.",
)
ENDPOINT_WITH_PASSWORD = Sentence(
    "endpoint.with_password",
    "A service address holds no user name or password. Take out the part before the @.",
)
ENDPOINT_WITH_QUERY = Sentence(
    "endpoint.with_query",
    "A service address ends with its path. Take out what stands behind it.",
)

KEY_REFUSED = Sentence(
    "service.key_refused",
    "{host} does not accept the API key: it is missing, wrong, expired or revoked. "
    "Connect the account again with a valid key.",
)
KEY_UNUSABLE = Sentence(
    "service.key_unusable",
    "The API key holds spaces or characters that no key has. Paste the key again.",
)
CREDITS_MISSING = Sentence(
    "service.credits_missing",
    "The account at {host} does not have enough credits for this. Add credits there and try again.",
)
FEATURE_NOT_ENABLED = Sentence(
    "service.feature_not_enabled",
    "{host} has not enabled this for your organisation. "
    "Ask its support to enable it, or change the workflow.",
)
NOT_THERE = Sentence(
    "service.not_there",
    "{host} does not know this workflow: it was deleted, or it belongs to another organisation. "
    "Refresh the list, or publish it as a new one.",
)
CONFLICTING = Sentence(
    "service.conflicting",
    "{host} says that this conflicts with something it has or is doing. "
    "Look at the workflow there, then try again.",
)
BODY_REFUSED = Sentence(
    "service.body_refused",
    "{host} does not accept this workflow. Mend what it names and publish again.",
)
BODY_UNSAYABLE = Sentence(
    "service.body_unsayable",
    "The workflow holds a number or a character that cannot be sent. "
    "Look for numbers such as NaN and for broken characters in its specs.",
)
TOO_MANY_REQUESTS = Sentence(
    "service.too_many_requests",
    "{host} gets too many requests at the moment. Wait a minute and try again.",
)
TOO_MANY_REQUESTS_WAIT = Sentence(
    "service.too_many_requests_wait",
    "{host} gets too many requests at the moment. Try again in {seconds} s.",
)
SERVICE_FAULT = Sentence(
    "service.fault",
    "{host} has a fault of its own at the moment (status {status}). Try again in a few minutes.",
)
REFUSED = Sentence(
    "service.refused",
    "{host} refuses this (status {status}). Look at its answer before trying again.",
)

UNREACHABLE_DNS = Sentence(
    "service.unreachable_dns",
    "There is no host named {host} to be found. "
    "Check the network connection and the service address.",
)
UNREACHABLE_REFUSED = Sentence(
    "service.unreachable_refused",
    "Nothing answers at {host}. Check the network connection and the service address.",
)
UNREACHABLE_TLS = Sentence(
    "service.unreachable_tls",
    "{host} could not prove that it is {host}: its certificate is not trusted here. "
    "Nothing was sent. Check the address, the clock of this machine and its certificates.",
)
UNREACHABLE_NOT_SECURE = Sentence(
    "service.unreachable_not_secure",
    "A secure connection to {host} could not be made. Check the service address and its port.",
)
UNREACHABLE_TIMEOUT = Sentence(
    "service.unreachable_timeout",
    "{host} did not answer in time. Check the network connection and try again.",
)
UNREACHABLE_RESET = Sentence(
    "service.unreachable_reset",
    "The connection to {host} was lost before the answer came. Try again.",
)
UNREACHABLE_PROXY = Sentence(
    "service.unreachable_proxy",
    "{host} could not be reached through the proxy. Check the proxy in the preferences and in "
    "the environment.",
)
UNREACHABLE_OTHER = Sentence(
    "service.unreachable_other",
    "{host} could not be reached. Check the network connection and try again.",
)

ANSWER_NOT_JSON = Sentence(
    "service.answer_not_json",
    "The answer of {host} could not be read. Check that this is the service's address.",
)
ANSWER_WEB_PAGE = Sentence(
    "service.answer_web_page",
    "{host} answered with a web page. Check the address; a network that asks you to sign in "
    "first does this too.",
)
ANSWER_WRONG_SHAPE = Sentence(
    "service.answer_wrong_shape",
    "The answer of {host} does not have the form that is expected here. "
    "A newer version of this program may know it.",
)
ANSWER_CUT_OFF = Sentence(
    "service.answer_cut_off", "The answer of {host} broke off in the middle. Try again."
)
ANSWER_EMPTY = Sentence(
    "service.answer_empty", "{host} answered, but with nothing. Check the workflow there."
)
ANSWER_TOO_LARGE = Sentence(
    "service.answer_too_large",
    "The answer of {host} is larger than {megabytes} MB and was not read.",
)
ANSWER_ELSEWHERE = Sentence(
    "service.answer_elsewhere",
    "{host} points to another address. The key was not sent there. Check the service address.",
)
ANSWER_NOT_HTTP = Sentence(
    "service.answer_not_http",
    "What answers at {host} does not speak HTTP as it should. Check the address and the port.",
)
