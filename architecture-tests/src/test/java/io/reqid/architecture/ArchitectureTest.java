package io.reqid.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the architecture, over the classes of the library modules on this module's class path. */
class ArchitectureTest {
    private static final String CORE = "io.reqid";
    private static final String LOGBACK = "io.reqid.logback..";
    private static final String UNDERTOW = "io.reqid.undertow..";

    /** Without package-info, so that a module without code counts as empty. */
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .importPackages("io.reqid")
            .that(not(resideInAPackage("io.reqid.architecture")))
            .that(not(simpleName("package-info")));

    @Test
    void everyModuleIsLookedAt() {
        assertThat(in(CORE)).as("classes of correlation-core").isNotEmpty();
        assertThat(in(LOGBACK)).as("classes of logback-extension").isNotEmpty();
        assertThat(in(UNDERTOW)).as("classes of undertow-handler").isNotEmpty();
    }

    @Test
    void everyClassLivesInThePackageOfAModuleThatTheseRulesName() {
        classes().should().resideInAnyPackage(CORE, LOGBACK, UNDERTOW).check(LIBRARY);
    }

    @Test
    void coreUsesJavaBaseAlone() {
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
                                || used.getPackageName().equals("org.jspecify.annotations")))
                .check(in(CORE));
    }

    @Test
    void oneClassOfTheCoreNamesThreadLocal() {
        Set<String> naming = in(CORE).stream()
                .filter(ArchitectureTest::namesThreadLocal)
                .map(user -> outermost(user).getName())
                .collect(Collectors.toSet());
        assertThat(naming).hasSize(1);
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
    void nothingDependsOnDemoBenchmarksOrAgent() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.reqid.demo..", "io.reqid.benchmarks..", "io.reqid.agent..")
                .check(LIBRARY);
    }

    @Test
    void packagesFormNoCycle() {
        slices().assignedFrom(new EveryPackage()).should().beFreeOfCycles().check(LIBRARY);
    }

    private static JavaClasses in(String packageIdentifier) {
        return LIBRARY.that(resideInAPackage(packageIdentifier));
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
