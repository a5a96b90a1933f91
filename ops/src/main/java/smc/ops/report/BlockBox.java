package smc.ops.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/** A block on a picture: filled while fresh; as a breaker only framed, in dashes. */
final class BlockBox extends Annotation {
    private static final float[] DASHES = {5, 4};

    private final double left;
    private final double right;
    private final double top;
    private final double bottom;
    private final Color color;
    private final boolean isBreaker;

    /** Times as on the axis, prices in USD. */
    BlockBox(double left, double right, double top, double bottom, Color color, boolean isBreaker) {
        super(false);
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
        this.color = color;
        this.isBreaker = isBreaker;
    }

    @Override
    public void paint(Graphics2D graphics) {
        int x = getXAxisScreenValue(left);
        int y = getYAxisScreenValue(top);
        int width = Math.max(1, getXAxisScreenValue(right) - x);
        int height = Math.max(1, getYAxisScreenValue(bottom) - y);
        if (isBreaker) {
            graphics.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0));
        } else {
            graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 56));
            graphics.fillRect(x, y, width, height);
            graphics.setStroke(new BasicStroke(1));
        }
        graphics.setColor(color);
        graphics.drawRect(x, y, width, height);
    }
}
