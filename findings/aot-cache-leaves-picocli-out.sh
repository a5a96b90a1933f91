#!/usr/bin/env bash
# Seen with picocli 4.7.7 (Maven Central) on JDK 25.0.3 (Temurin), 2026-11-30.
#
# Guess, written before it was run: an AOT cache (JEP 483, JEP 514) made by a training run that parses a command line holds the classes of the parser,
# so that a command line tool starts without loading them from the jar.
#
# What it does: the jar is compiled for Java 5 (class files of version 49), and the JVM takes no class older than 50 into an AOT cache once it has been
# linked ("Old class has been linked"). Every class of picocli that the training run has used is left out, and is loaded, verified and interpreted anew
# at each start, with a cache and without. An application of the same process, compiled for 25, is in it. The exit code of both steps is 0; the log
# says it class by class, as warnings.
#
# The script counts, in a run with the cache, from where the classes of either come.
set -euo pipefail
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | grep -q '"25' || { echo 'needs JAVA_HOME of a JDK 25'; exit 2; }
command -v mvn >/dev/null || [ -x ./mvnw ] || { echo 'needs Maven, or the folder of a project with ./mvnw'; exit 2; }
maven=$(command -v mvn || echo "$PWD/mvnw")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies><dependency><groupId>info.picocli</groupId><artifactId>picocli</artifactId><version>4.7.7</version></dependency></dependencies>
</project>
END
"$maven" -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/lib" >/dev/null
cat >Tool.java <<'END'
import picocli.CommandLine;

@CommandLine.Command(name = "tool", mixinStandardHelpOptions = true)
public final class Tool implements Runnable {
    @CommandLine.Option(names = "--count")
    private int count;

    @Override
    public void run() {
        System.out.println("count " + count);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Tool()).execute(arguments));
    }
}
END
"${java}c" --release 25 -proc:none -cp lib/picocli-4.7.7.jar -d classes Tool.java
(cd classes && "${java%java}jar" cf ../lib/tool.jar .)

path=$work/lib/picocli-4.7.7.jar:$work/lib/tool.jar
"$java" -XX:AOTCacheOutput=tool.aot -cp "$path" Tool --count 3 >/dev/null 2>training.log
"$java" -XX:AOTCache=tool.aot -Xlog:class+load:file=loaded.log -cp "$path" Tool --count 3
archived=$(grep -c ' picocli\..*shared objects file' loaded.log || true)
from_jar=$(grep -c ' picocli\..*picocli-4.7.7.jar' loaded.log || true)
own=$(grep -c ' Tool source: shared objects file' loaded.log || true)
echo "classes of picocli: $archived from the cache, $from_jar from the jar; of the tool: $own from the cache"
if [ "$archived" -ne 0 ] || [ "$from_jar" -lt 50 ] || [ "$own" -ne 1 ]; then
  echo 'not as seen any more' >&2
  exit 1
fi
