package smc.ops.doctor.machine;

import java.util.ArrayList;
import java.util.List;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** The JDK and what it was started with. */
final class JavaCheck implements Check {
    private static final int FEATURE = 25;
    /** Before it G1 may move an object that native code holds (JDK-8377811). */
    private static final Runtime.Version SOUND = Runtime.Version.parse("25.0.3");

    /** What Agrona and Chronicle need (see the launcher). */
    private static final List<String> FLAGS = List.of(
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Runtime.Version version;
    private final List<String> arguments;

    /** @param arguments of the running JVM */
    JavaCheck(Runtime.Version version, List<String> arguments) {
        this.version = version;
        this.arguments = arguments;
    }

    @Override
    public String name() {
        return "Java";
    }

    @Override
    public List<Finding> look() {
        return List.of(jdk(), flags());
    }

    private Finding jdk() {
        String found = version.toString();
        if (version.feature() != FEATURE) {
            return Finding.fail("JDK", "25", found, "install a JDK 25 and set JAVA_HOME to it");
        }
        return version.compareToIgnoreOptional(SOUND) < 0
                ? Finding.warn(
                        "JDK",
                        SOUND + " or later of 25",
                        found,
                        "install a later JDK 25: G1 of this one may move objects that are pinned (JDK-8377811)")
                : Finding.pass("JDK", SOUND + " or later of 25", found);
    }

    private Finding flags() {
        var missing = new ArrayList<String>();
        for (String flag : FLAGS) {
            // --name=value and --name value are the same to the JVM, and it tells the former.
            if (!arguments.contains(flag)) {
                missing.add(flag);
            }
        }
        return missing.isEmpty()
                ? Finding.pass("JVM flags", FLAGS.size() + " that libraries need", "all of them")
                : Finding.fail(
                        "JVM flags",
                        FLAGS.size() + " that libraries need",
                        "without " + String.join(" ", missing),
                        "start with ./smc, which gives them");
    }
}
