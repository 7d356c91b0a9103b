"""Where workflows go, as a sign: told apart by shape, not by colour alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from builder_app.settings.values import ConnectionKind

SIZE = 18
_BOX = 24.0


def place_icon(kind: ConnectionKind, color: QColor) -> QIcon:
    """Return the sign of a kind of connection; crisp up to 200 % scaling."""
    pixmap = QPixmap(SIZE * 2, SIZE * 2)
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SIZE / _BOX, SIZE / _BOX)
    pen = QPen(color, 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath({"sandbox": _flask, "account": _cloud, "environment": _prompt}[kind]())
    painter.end()
    return QIcon(pixmap)


def _flask() -> QPainterPath:
    path = QPainterPath(QPointF(9, 3))
    path.lineTo(15, 3)
    path.moveTo(10, 3)
    for x, y in ((10, 9), (4.5, 18.5), (6, 21), (18, 21), (19.5, 18.5), (14, 9), (14, 3)):
        path.lineTo(x, y)
    path.moveTo(7.5, 15)
    path.lineTo(16.5, 15)
    return path


def _cloud() -> QPainterPath:
    parts = (QRectF(2.5, 10, 9, 9), QRectF(6, 5, 11, 11), QRectF(12.5, 9.5, 9, 9.5))
    path = QPainterPath()
    path.addRoundedRect(QRectF(4, 13, 16, 6), 3, 3)
    for part in parts:
        ball = QPainterPath()
        ball.addEllipse(part)
        path = path.united(ball)
    return path.simplified()


def _prompt() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2.5, 4, 19, 16), 3, 3)
    path.moveTo(6.5, 9)
    path.lineTo(10, 12)
    path.lineTo(6.5, 15)
    path.moveTo(12, 15.5)
    path.lineTo(16.5, 15.5)
    return path
