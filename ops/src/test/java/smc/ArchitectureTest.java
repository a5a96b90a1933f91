package smc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which module, package and library may see which. Packages that are named but do not exist yet keep their rule for the day they do.
 * Benchmarks are not on the class path here and not looked at; nobody depends on them.
 */
class ArchitectureTest {
    /** A module by its packages, and the modules it may use beside itself. */
    private static final Map<String, List<String>> MODULES = Map.of(
            "smc.strategy..", List.of(),
            "smc.journal..", List.of(),
            "smc.feed..", List.of("smc.strategy.."),
            "smc.exchange..", List.of(),
            "smc.execution..", List.of("smc.strategy.."),
            "smc.engine..",
                    List.of("smc.strategy..", "smc.journal..", "smc.feed..", "smc.execution..", "smc.exchange.."),
            "smc.ops..",
                    List.of(
                            "smc.strategy..",
                            "smc.journal..",
                            "smc.feed..",
                            "smc.execution..",
                            "smc.exchange..",
                            "smc.engine.."));

    /** No I/O, no clock, no randomness, no threads: a function of what comes in. */
    private static final String[] PURE = {
        "smc.strategy..",
        "smc.execution.instrument..",
        "smc.execution.order..",
        "smc.execution.risk..",
        "smc.execution.position..",
        "smc.execution.desk..",
        "smc.exchange",
        "smc.exchange.matching",
        "smc.exchange.market",
        "smc.exchange.rules",
        "smc.execution.venue",
        // What is reported of an order must not hang on when and how it was read.
        "smc.execution.venue.delta.ledger",
        "smc.feed.decode",
        "smc.feed.session",
        "smc.engine.event",
        "smc.engine.event.codec",
        "smc.engine.core.."
    };

    /**
     * Pure like the others, but for floating point: it counts no money. Nothing that trades may know it, so it is not among {@link #PURE}.
     */
    private static final String SYNTHETIC_MARKET = "smc.feed.synthetic";

    /** Made of the configuration before the first input; the rest of the core knows no configuration. */
    private static final String CORE_SETTINGS = "smc.engine.core.CoreSettings";

    /** What a restart asks is answered later, so it speaks of futures. */
    private static final String VENUE_PORT = "smc.execution.venue.Venue";

    /** What the exchange is started with: files, clocks and the feed are handed in by them. The rest of its words is pure. */
    private static final Set<String> EXCHANGE_START =
            Set.of("smc.exchange.ExchangeSettings", "smc.exchange.MarketFeed", "smc.exchange.FolderTakenException");

    /** Of the exchange, from the ground up. A floor uses those below it; the two of one line do not know each other. */
    private static final List<List<String>> EXCHANGE_FLOORS = List.of(
            List.of("smc.exchange.matching"),
            List.of("smc.exchange"),
            List.of("smc.exchange.market", "smc.exchange.rules"),
            List.of("smc.exchange.json"),
            List.of("smc.exchange.play"),
            List.of("smc.exchange.rest"),
            List.of("smc.exchange.socket"),
            List.of("smc.exchange.host"));

    private static final String CORE = "smc.engine.core..";
    private static final String CODECS = "smc.engine.event.codec";
    private static final String GENERATED_CODECS = "smc.engine.event.sbe";
    private static final String EXCHANGE = "smc.exchange..";
    private static final String EXCHANGE_JSON = "smc.exchange.json";
    private static final String EXCHANGE_PLAY = "smc.exchange.play";
    private static final String EXCHANGE_REST = "smc.exchange.rest";
    private static final String EXCHANGE_SOCKET = "smc.exchange.socket";
    private static final String EXCHANGE_HOST = "smc.exchange.host";
    private static final String API_SERVER = "smc.ops.api.server";
    private static final String DELTA_FACE = "smc.execution.venue.delta";
    private static final String DELTA_CALLS = "smc.execution.venue.delta.call";
    private static final String DELTA_LOOK = "smc.execution.venue.delta.look";

    /**
     * What pure code may use of the JDK beside {@code java.lang}, {@code java.util.function} and {@code java.util.stream}. Hashed collections
     * are for looking up: going through one would show an order that is nobody's.
     */
    private static final Set<String> PURE_JDK = Set.of(
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.math.RoundingMode",
            "java.nio.charset.Charset",
            "java.nio.charset.StandardCharsets",
            // The hash of a history: it must not come out the same for two, whoever made them.
            "java.security.MessageDigest",
            "java.security.NoSuchAlgorithmException",
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.Arrays",
            "java.util.Collection",
            "java.util.Collections",
            "java.util.Deque",
            "java.util.Comparator",
            "java.util.EnumMap",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.HexFormat",
            "java.util.Iterator",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.List",
            "java.util.Locale",
            "java.util.Map",
            "java.util.Map$Entry",
            "java.util.NavigableMap",
            "java.util.Objects",
            "java.util.Optional",
            "java.util.OptionalLong",
            "java.util.Queue",
            "java.util.SequencedSet",
            "java.util.Set",
            "java.util.SortedMap",
            "java.util.TreeMap",
            "java.util.concurrent.TimeUnit");

    /** What pure code may not use of {@code java.lang}. */
    private static final Set<String> IMPURE_LANG = Set.of(
            "java.lang.ClassLoader",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.InheritableThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.ScopedValue",
            "java.lang.StrictMath",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal");

    /** What is left of {@link Math} where every machine must give the same bytes; the rest comes from {@link StrictMath}. */
    private static final Set<String> EXACT_MATH =
            Set.of("abs", "ceilDiv", "clamp", "floorDiv", "floorMod", "max", "min", "sqrt");

    /** A library by its packages, and the packages that may see it. A new library needs a line. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("uk.co.real_logic..", List.of("smc.engine.event.text..")),
            Map.entry("com.lmax..", List.of("smc.engine.ring..")),
            Map.entry("org.agrona.sbe..", List.of(GENERATED_CODECS)),
            Map.entry("picocli..", List.of("smc.ops.cli..")),
            Map.entry("org.jline..", List.of("smc.ops.board..", "smc.ops.text..")),
            Map.entry(
                    "com.fasterxml.jackson..",
                    List.of(
                            EXCHANGE_JSON,
                            EXCHANGE_PLAY,
                            EXCHANGE_REST,
                            EXCHANGE_SOCKET,
                            EXCHANGE_HOST,
                            DELTA_CALLS,
                            DELTA_LOOK,
                            "smc.engine.config..",
                            "smc.engine.snapshot..",
                            "smc.feed.history..",
                            "smc.ops..")),
            // The command that watches owns the event loop it hands in.
            Map.entry(
                    "io.netty..",
                    List.of(
                            EXCHANGE_PLAY,
                            EXCHANGE_REST,
                            EXCHANGE_SOCKET,
                            EXCHANGE_HOST,
                            DELTA_FACE,
                            DELTA_CALLS,
                            "smc.feed.netty..",
                            "smc.ops.cli..",
                            "smc.ops.run..")),
            Map.entry("de.siegmar.fastcsv..", List.of("smc.feed.foreign")),
            Map.entry("com.networknt..", List.of("smc.engine.config..", "smc.ops..")),
            Map.entry("com.pengrad..", List.of("smc.ops.notify.telegram")),
            Map.entry("com.google.gson..", List.of("smc.ops.notify.telegram")),
            Map.entry("okhttp3..", List.of("smc.ops.notify.telegram")),
            Map.entry("com.sun.net.httpserver..", List.of("smc.ops.cli.demo", "smc.ops.notify.telegram.fake")),
            Map.entry("org.knowm.xchart..", List.of("smc.ops.report..")),
            Map.entry("io.javalin..", List.of(API_SERVER)),
            Map.entry("org.eclipse.jetty..", List.of(API_SERVER)),
            Map.entry("jakarta.servlet..", List.of(API_SERVER)),
            Map.entry("kotlin..", List.of(API_SERVER)),
            Map.entry("io.micrometer..", List.of(API_SERVER)),
            Map.entry("net.openhft..", List.of("smc.journal.chronicle..")),
            Map.entry("org.agrona", List.of("smc.journal..", "smc.engine..", "smc.ops.journal..", "smc.ops.api.model")),
            Map.entry("org.agrona.concurrent..", List.of("smc.journal..", "smc.engine..", "smc.ops.journal..")),
            Map.entry(
                    "org.agrona.collections..",
                    List.of("smc.strategy..", "smc.execution..", "smc.feed..", "smc.journal..", "smc.engine..")));

    private static final DescribedPredicate<JavaClass> PURE_TYPE = describe("primitive", JavaClass::isPrimitive)
            .or(resideInAnyPackage(PURE))
            .or(resideInAnyPackage("org.agrona.collections", "java.util.function", "java.util.stream"))
            .or(describe("in the list of java.util", named(PURE_JDK)))
            .or(resideInAPackage("java.lang").and(not(describe("impure in java.lang", named(IMPURE_LANG)))));

    private static final List<String> MODULES_NOT_IMPORTED = List.of("benchmarks");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("smc");

    @Test
    void everyMainPackageWasImported() throws IOException {
        var imported = new TreeSet<String>();
        MAIN.forEach(javaClass -> imported.add(javaClass.getPackageName()));

        assertThat(imported).containsAll(sourceFolders(MODULES_NOT_IMPORTED).keySet());
        assertThat(imported)
                .contains("smc.strategy.block", "smc.ops.cli", "smc.ops.cli.option", "smc.ops.exchange")
                .contains("smc.feed.market", "smc.feed.file", "smc.feed.decode", "smc.feed.session")
                .contains("smc.feed.netty", "smc.feed.history")
                .contains("smc.journal", "smc.journal.chronicle")
                .contains(
                        "smc.execution.instrument",
                        "smc.execution.order",
                        "smc.execution.risk",
                        "smc.execution.position",
                        "smc.execution.desk",
                        "smc.exchange.matching",
                        "smc.exchange",
                        "smc.exchange.market",
                        "smc.exchange.rules",
                        EXCHANGE_JSON,
                        EXCHANGE_PLAY,
                        EXCHANGE_REST,
                        EXCHANGE_SOCKET,
                        EXCHANGE_HOST,
                        "smc.execution.venue",
                        "smc.execution.venue.delta",
                        "smc.execution.venue.delta.call",
                        "smc.execution.venue.delta.ledger",
                        "smc.execution.venue.delta.queue",
                        "smc.feed.synthetic")
                .contains("smc.engine.event", "smc.engine.event.codec", "smc.engine.event.text")
                .contains("smc.engine.core", "smc.engine.view", "smc.engine.outcome", "smc.engine.paper")
                .contains("smc.engine.backtest", "smc.engine.live")
                .contains("smc.engine.ring", "smc.engine.replay", "smc.engine.record")
                .contains("smc.ops.text", "smc.ops.result", "smc.ops.story", "smc.ops.blocks")
                .contains("smc.ops.variant", "smc.ops.report", "smc.ops.journal", "smc.ops.question", "smc.ops.night");
        assertThat(MAIN).extracting(JavaClass::getSimpleName).noneMatch(name -> name.endsWith("Test"));
    }

    @Test
    void everyClassBelongsToAModule() {
        classes()
                .should()
                .resideInAnyPackage(MODULES.keySet().toArray(String[]::new))
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyThoseBelowIt(String module) {
        var allowed =
                Stream.concat(Stream.of(module), MODULES.get(module).stream()).toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(
                        elementType(resideOutsideOfPackages("smc..").or(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** The core cannot tell whom it trades with; only the driver of a backtest brings the two together. */
    @Test
    void onlyTheBacktestKnowsBothTheCoreAndTheExchange() {
        noClasses()
                .that()
                .resideOutsideOfPackage("smc.engine.backtest..")
                .and(describe("know the core", ArchitectureTest::knowsTheCore))
                .should()
                .dependOnClassesThat(elementType(resideInAPackage(EXCHANGE)))
                .check(MAIN);
    }

    private static boolean knowsTheCore(JavaClass javaClass) {
        return javaClass.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> elementType(resideInAPackage(CORE)).test(dependency.getTargetClass()));
    }

    @ParameterizedTest
    @MethodSource("exchangeFloors")
    void aFloorOfTheExchangeUsesOnlyThoseBelowIt(String floor, List<String> below) {
        var allowed = Stream.concat(Stream.of(floor), below.stream()).toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(floor)
                .should()
                .onlyDependOnClassesThat(
                        elementType(resideOutsideOfPackages("smc..").or(resideInAnyPackage(allowed))))
                .check(MAIN);
    }

    /** Every package of the exchange stands on a floor. */
    @Test
    void theExchangeHasNoPackageBesideItsFloors() {
        classes()
                .that()
                .resideInAPackage(EXCHANGE)
                .should()
                .resideInAnyPackage(
                        EXCHANGE_FLOORS.stream().flatMap(List::stream).toArray(String[]::new))
                .check(MAIN);
    }

    /** The market is told what is played; the rules are told what is traded. Neither goes and asks. */
    @Test
    void theRulesAndTheMarketOfTheExchangeDoNotKnowHowItIsStarted() {
        noClasses()
                .that()
                .resideInAnyPackage("smc.exchange.rules", "smc.exchange.market")
                .should()
                .dependOnClassesThat(elementType(describe("what it is started with", named(EXCHANGE_START))))
                .check(MAIN);
    }

    private static Stream<Arguments> exchangeFloors() {
        var floors = new ArrayList<Arguments>();
        var below = new ArrayList<String>();
        for (List<String> line : EXCHANGE_FLOORS) {
            line.forEach(floor -> floors.add(Arguments.of(floor, List.copyOf(below))));
            below.addAll(line);
        }
        return floors.stream();
    }

    @Test
    void pureCodeUsesOnlyWhatIsListed() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .resideOutsideOfPackage(CODECS)
                .and()
                .doNotHaveFullyQualifiedName(CORE_SETTINGS)
                .and()
                .doNotHaveFullyQualifiedName(VENUE_PORT)
                .and(not(describe("what the exchange is started with", named(EXCHANGE_START))))
                .should()
                .onlyDependOnClassesThat(elementType(PURE_TYPE))
                .check(MAIN);
    }

    @Test
    void theCodecsUseBuffersBesideWhatPureCodeUses() {
        classes()
                .that()
                .resideInAPackage(CODECS)
                .should()
                .onlyDependOnClassesThat(elementType(PURE_TYPE
                        .or(resideInAnyPackage(GENERATED_CODECS, "org.agrona", "org.agrona.concurrent"))
                        .or(describe("the order of bytes", named(Set.of("java.nio.ByteOrder"))))))
                .check(MAIN);
    }

    /** What kills an engine is in a demo alone: no engine can be asked to. */
    @Test
    void onlyTheListOfCommandsKnowsTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackage("smc.ops.cli.demo")
                .and()
                .doNotHaveFullyQualifiedName("smc.ops.cli.Main")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("smc.ops.cli.demo")
                .check(MAIN);
    }

    @Test
    void onlyTheCodecsKnowWhatWasGeneratedOfTheSchema() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CODECS, GENERATED_CODECS)
                .should()
                .dependOnClassesThat(elementType(resideInAPackage(GENERATED_CODECS)))
                .check(MAIN);
    }

    /** The core speaks its language, and cannot tell that it is written down. */
    @Test
    void theCoreKnowsNoCodec() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(elementType(resideInAPackage(CODECS)))
                .check(MAIN);
    }

    @Test
    void pureCodeUsesOfSystemOnlyTheCopyingOfArrays() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and(not(describe("what the exchange is started with", named(EXCHANGE_START))))
                .should()
                .accessTargetWhere(describe(
                        "System, other than arraycopy",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && !access.getName().equals("arraycopy")))
                .check(MAIN);
    }

    @Test
    void pureCodeKnowsNoRandomNumbers() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(Math.class, "random")
                .check(MAIN);
    }

    @Test
    void pureCodeKnowsNoFloatingPoint() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should(haveNoFloatingPointInFieldsSignaturesAndCalls())
                .check(MAIN);
    }

    @Test
    void theSyntheticMarketUsesOnlyCandlesNumbersAndWhatIsListed() {
        classes()
                .that()
                .resideInAPackage(SYNTHETIC_MARKET)
                .should()
                .onlyDependOnClassesThat(elementType(describe("primitive", JavaClass::isPrimitive)
                        .or(resideInAnyPackage(SYNTHETIC_MARKET, "smc.strategy.candle", "smc.strategy.number"))
                        .or(resideInAnyPackage("java.util.function", "java.util.stream"))
                        .or(describe("in the list of java.util", named(PURE_JDK)))
                        .or(describe("StrictMath", javaClass -> javaClass.isEquivalentTo(StrictMath.class)))
                        .or(resideInAPackage("java.lang")
                                .and(not(describe("impure in java.lang", named(IMPURE_LANG)))))))
                .check(MAIN);
    }

    @Test
    void theSyntheticMarketGivesTheSameBytesEverywhere() {
        noClasses()
                .that()
                .resideInAPackage(SYNTHETIC_MARKET)
                .should()
                .accessTargetWhere(describe(
                        "System, or Math other than what is exact",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                || (access.getTargetOwner().isEquivalentTo(Math.class)
                                        && !EXACT_MATH.contains(access.getName()))))
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aLibraryIsSeenOnlyByItsPackages(String library) {
        noClasses()
                .that()
                .resideOutsideOfPackages(LIBRARIES.get(library).toArray(String[]::new))
                .should()
                .dependOnClassesThat(elementType(resideInAPackage(library)))
                .check(MAIN);
    }

    @Test
    void thereIsNoOtherLibrary() {
        classes()
                .should()
                .onlyDependOnClassesThat(elementType(describe("primitive", JavaClass::isPrimitive)
                        .or(resideInAnyPackage("java..", "javax..", "jdk..", "smc.."))
                        .or(resideInAnyPackage(LIBRARIES.keySet().toArray(String[]::new)))))
                .check(MAIN);
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
                .orShould()
                .haveNameMatching(".*[.$]Abstract[^.]*")
                .check(MAIN);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        var without = new TreeMap<>(sourceFolders(List.of()));
        without.values().removeIf(folder -> Files.exists(folder.resolve("package-info.java")));

        assertThat(without).isEmpty();
    }

    private static Stream<String> modules() {
        return MODULES.keySet().stream().sorted();
    }

    private static Stream<String> libraries() {
        return LIBRARIES.keySet().stream().sorted();
    }

    /** What an array is made of, otherwise the class itself. */
    private static DescribedPredicate<JavaClass> elementType(DescribedPredicate<? super JavaClass> predicate) {
        return predicate.onResultOf(JavaClass::getBaseComponentType).as(predicate.getDescription());
    }

    private static Predicate<JavaClass> named(Set<String> names) {
        return javaClass -> names.contains(javaClass.getName());
    }

    private static ArchCondition<JavaClass> haveNoFloatingPointInFieldsSignaturesAndCalls() {
        return new ArchCondition<>("have no float or double in fields, signatures and calls") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                for (JavaField field : javaClass.getFields()) {
                    if (isFloatingPoint(field.getRawType())) {
                        events.add(SimpleConditionEvent.violated(field, field.getDescription()));
                    }
                }
                for (JavaCodeUnit code : javaClass.getCodeUnits()) {
                    if (isFloatingPoint(code.getRawReturnType(), code.getRawParameterTypes())) {
                        events.add(SimpleConditionEvent.violated(code, code.getDescription()));
                    }
                }
                for (JavaCodeUnitAccess<?> access : javaClass.getCodeUnitAccessesFromSelf()) {
                    CodeUnitAccessTarget target = access.getTarget();
                    if (isFloatingPoint(target.getRawReturnType(), target.getRawParameterTypes())) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isFloatingPoint(JavaClass result, List<JavaClass> parameters) {
        return isFloatingPoint(result) || parameters.stream().anyMatch(ArchitectureTest::isFloatingPoint);
    }

    private static boolean isFloatingPoint(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isEquivalentTo(double.class) || element.isEquivalentTo(float.class);
    }

    /** The folder of every package with main classes, by the package's name. */
    private static Map<String, Path> sourceFolders(List<String> modulesLeftOut) throws IOException {
        var folders = new TreeMap<String, Path>();
        for (Path module : SourceTree.modules()) {
            Path sources = module.resolve("src/main/java");
            if (!modulesLeftOut.contains(module.getFileName().toString())) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                            .map(Path::getParent)
                            .forEach(folder -> folders.put(
                                    sources.relativize(folder).toString().replace('/', '.'), folder));
                }
            }
        }
        return folders;
    }
}
