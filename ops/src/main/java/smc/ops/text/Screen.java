package smc.ops.text;

import org.jline.terminal.Size;

/** What fixed rows need to know of a terminal. */
interface Screen {
    /** As it is now. */
    Size size();

    boolean isColoured();
}
