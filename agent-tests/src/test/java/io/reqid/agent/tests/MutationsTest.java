package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** No hook is there for nothing: without it, what docs/agent.md says goes wrong. A JVM a hook, hence a profile of its own. */
@Tag("mutations")
class MutationsTest {
    /** What a program says of a row or claim that does not hold. */
    private static final Pattern BAD = Pattern.compile("\\b(LOST|TIMEOUT|LEAKED|CROSSED|BROKEN|BAD|MISSING|WRONG)\\b"
            + "|: expected .*, found |: periodic, then periodic|hook sees exits");

    @TestFactory
    Stream<DynamicTest> withoutItsHookEachOfTheseRowsIsWrong() {
        List<Mutation> all = Mutation.all();
        assertThat(all).hasSizeGreaterThan(80);
        return all.stream().map(mutation -> DynamicTest.dynamicTest(mutation.toString(), () -> assertSeen(mutation)));
    }

    private static void assertSeen(Mutation mutation) {
        assumeTrue(Programs.FEATURE >= mutation.since(), "this JDK has it");
        List<String> lines = mutation.play();
        assertThat(lines.stream().filter(line -> line.contains(mutation.claim())))
                .as(String.join("\n", lines))
                .isNotEmpty()
                .anyMatch(MutationsTest::isBad);
    }

    private static boolean isBad(String line) {
        String[] claim = line.split("\t", -1);
        return claim.length == 3
                ? !claim[1].equals(claim[2])
                : BAD.matcher(line).find();
    }
}
