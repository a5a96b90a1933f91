package smc.ops.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command line printed and returned. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun smc(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Standard output with every run of spaces as one: tables without their layout. */
    String outWithoutLayout() {
        return out.replaceAll(" +", " ");
    }
}
