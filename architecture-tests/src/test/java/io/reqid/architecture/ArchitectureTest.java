package io.reqid.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules of the architecture, over the classes of the library modules: those on this module's class path, and those of
 * the agent, which are not on it since its jar holds the store once more.
 */
class ArchitectureTest {
    private static final String CORE = "io.reqid";
    private static final String LOGBACK = "io.reqid.logback..";
    private static final String UNDERTOW = "io.reqid.undertow..";
    private static final String AGENT = "io.reqid.agent..";
    private static final String SEARCH = "io.reqid.search..";

    private static final Path AGENT_CLASSES = Path.of("..", "agent", "target", "classes");

    /** Without package-info, so that a module without code counts as empty. */
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .importLocations(libraries())
            .that(not(resideInAPackage("io.reqid.architecture")))
            .that(not(simpleName("package-info")));

    /** What the agent adds to the store's package: the part that rewritten methods call. */
    private static final JavaClasses HOT_PATH = in(CORE).that(isFrom(AGENT_CLASSES));

    private static final JavaClasses STORE = in(CORE).that(not(isFrom(AGENT_CLASSES)));

    private static Set<Location> libraries() {
        Set<Location> locations = new HashSet<>(Locations.ofPackage("io.reqid"));
        locations.add(Location.of(AGENT_CLASSES));
        return locations;
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(STORE).as("classes of correlation-core").isNotEmpty();
        assertThat(HOT_PATH).as("classes of the agent in the store's package").isNotEmpty();
        assertThat(in(AGENT)).as("other classes of the agent").isNotEmpty();
        assertThat(in(LOGBACK)).as("classes of logback-extension").isNotEmpty();
        assertThat(in(UNDERTOW)).as("classes of undertow-handler").isNotEmpty();
        assertThat(in(SEARCH)).as("classes of search").isNotEmpty();
    }

    @Test
    void everyClassLivesInThePackageOfAModuleThatTheseRulesName() {
        classes()
                .should()
                .resideInAnyPackage(CORE, LOGBACK, UNDERTOW, AGENT, SEARCH)
                .check(LIBRARY);
    }

    @Test
    void coreAndTheAgentsHotPathUseJavaBaseAlone() {
        Set<String> allowed = packagesOfJavaBase();
        assertThat(allowed)
                .contains("java.lang", "java.util.concurrent")
                .doesNotContain("java.util.logging", "java.sql");
        classes()
                .should()
                .onlyDependOnClassesThat(describe(
                        "are in java.base, the core or JSpecify",
                        used -> allowed.contains(packageOf(used))
                                || used.getPackageName().equals(CORE)
                                || used.getName().equals("jdk.internal.misc.Unsafe") // whose, is asked below
                                || used.getPackageName().equals("org.jspecify.annotations")))
                .check(in(CORE));
    }

    @Test
    void oneClassOfTheCoreNamesThreadLocal() {
        assertThat(namingThreadLocal(STORE)).containsExactly("io.reqid.Cell");
    }

    @Test
    void agentHasNoThreadLocalOfItsOwn() {
        assertThat(namingThreadLocal(HOT_PATH)).isEmpty();
        assertThat(namingThreadLocal(in(AGENT))).isEmpty();
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(ThreadLocal.class))))
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(ThreadLocal.class))))
                .check(HOT_PATH);
    }

    @Test
    void nothingDependsOnTheAgent() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are of the agent", used -> isFrom(AGENT_CLASSES).test(used)))
                .check(LIBRARY.that(not(isFrom(AGENT_CLASSES))));
    }

    @Test
    void hotPathKnowsNothingOfWhatRewrites() {
        noClasses().should().dependOnClassesThat().resideInAPackage(AGENT).check(HOT_PATH);
    }

    @Test
    void agentKnowsOfNoLibraryButAsm() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are neither of the JDK, the store, the agent, JSpecify nor ASM",
                        used -> !packageOf(used)
                                .matches(
                                        "java\\..*|jdk\\.internal\\..*|io\\.reqid(\\.agent)?|org\\.jspecify\\.annotations|"
                                                + "org\\.objectweb\\.asm(\\.tree)?")))
                .check(in(AGENT));
    }

    @Test
    void onlyTwoClassesOfTheAgentUseTheInsidesOfTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.internal..")
                .check(LIBRARY.that(describe(
                        "are neither of the two",
                        user -> !Set.of("io.reqid.agent.BootClasses", "io.reqid.JdkAccess")
                                .contains(outermost(user).getName()))));
    }

    @Test
    void onlyWhatRewritesKnowsAsm() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(LIBRARY.that(not(resideInAPackage(AGENT))));
    }

    @Test
    void logbackExtensionKnowsNothingOfUndertow() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(UNDERTOW, "io.undertow..")
                .check(in(LOGBACK));
    }

    @Test
    void undertowHandlerKnowsNothingOfLogback() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOGBACK, "ch.qos.logback..")
                .check(in(UNDERTOW));
    }

    @Test
    void searchKnowsOfTheStoreOnlyWhatAnIdLooksLike() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are of another module, but for RequestId",
                        used -> used.getPackageName().startsWith(CORE)
                                && !used.getPackageName().startsWith("io.reqid.search")
                                && !used.getName().equals("io.reqid.RequestId")))
                .check(in(SEARCH));
    }

    @Test
    void searchReadsLogsWithoutTheLibrariesThatWriteThem() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ch.qos.logback..", "org.slf4j..", "net.logstash..", "io.undertow..")
                .check(in(SEARCH));
    }

    @Test
    void nothingElseDependsOnTheSearch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SEARCH)
                .check(LIBRARY.that(not(resideInAPackage(SEARCH))));
    }

    @Test
    void nothingDependsOnDemoOrBenchmarks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.reqid.demo..", "io.reqid.benchmarks..")
                .check(LIBRARY);
    }

    @Test
    void packagesFormNoCycle() {
        slices().assignedFrom(new EveryPackage()).should().beFreeOfCycles().check(LIBRARY);
    }

    private static JavaClasses in(String packageIdentifier) {
        return LIBRARY.that(resideInAPackage(packageIdentifier));
    }

    private static DescribedPredicate<JavaClass> isFrom(Path directory) {
        String root = directory.toAbsolutePath().normalize().toUri().toString();
        return describe(
                "are from " + directory,
                found -> found.getSource()
                        .map(source -> source.getUri().normalize().toString().startsWith(root))
                        .orElse(false));
    }

    private static Set<String> namingThreadLocal(JavaClasses classes) {
        return classes.stream()
                .filter(ArchitectureTest::namesThreadLocal)
                .map(user -> outermost(user).getName())
                .collect(Collectors.toSet());
    }

    private static Set<String> packagesOfJavaBase() {
        return Object.class.getModule().getDescriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    /** The package of what an array consists of; that of {@code Object} for a primitive type. */
    private static String packageOf(JavaClass used) {
        JavaClass base = used.getBaseComponentType();
        return base.isPrimitive() ? "java.lang" : base.getPackageName();
    }

    private static boolean namesThreadLocal(JavaClass user) {
        return user.getDirectDependenciesFromSelf().stream()
                .anyMatch(use -> use.getTargetClass().isAssignableTo(ThreadLocal.class));
    }

    private static JavaClass outermost(JavaClass nested) {
        JavaClass outer = nested;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    /** Each package is a slice of its own, the root package too. */
    private static final class EveryPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass member) {
            return SliceIdentifier.of(member.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    }
}
