package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArgumentParserTest {
    @Test
    void wordsWithoutASubCommandAreForTheDefaultOne() throws Exception {
        Arguments arguments = ArgumentParser.parse("A", "logs");

        assertThat(arguments.command()).isEqualTo(Command.SEARCH);
        assertThat(arguments.words()).containsExactly("A", "logs");
    }

    @Test
    void firstWordMayBeASubCommandAndLaterOnesMayNot() throws Exception {
        assertThat(ArgumentParser.parse("-q", "find", "top").command()).isEqualTo(Command.FIND);
        assertThat(ArgumentParser.parse("-q", "find", "top").words()).containsExactly("top");
        assertThat(ArgumentParser.parse("A", "find").command()).isEqualTo(Command.SEARCH);
    }

    @Test
    void everythingAfterTwoHyphensIsAWord() throws Exception {
        Arguments arguments = ArgumentParser.parse("-q", "--", "find", "--raw", "-x");

        assertThat(arguments.command()).isEqualTo(Command.SEARCH);
        assertThat(arguments.words()).containsExactly("find", "--raw", "-x");
        assertThat(arguments.has(Flag.RAW)).isFalse();
    }

    @Test
    void aHyphenAloneIsAWord() throws Exception {
        assertThat(ArgumentParser.parse("-", "a.log").words()).containsExactly("-", "a.log");
    }

    @ParameterizedTest
    @CsvSource({"--order=time", "--order time"})
    void valueMayBeAttachedOrFollow(String typed) throws Exception {
        Arguments arguments = ArgumentParser.parse((typed + " A").split(" "));

        assertThat(arguments.value(Flag.ORDER)).contains("time");
        assertThat(arguments.words()).containsExactly("A");
    }

    @Test
    void valueMayBeginWithAHyphenOrBeEmpty() throws Exception {
        assertThat(ArgumentParser.parse("--since", "-2h", "A").value(Flag.SINCE)).contains("-2h");
        assertThat(ArgumentParser.parse("--html=", "A").value(Flag.HTML)).contains("");
    }

    @Test
    void shortFlagsCombineAndTheLastMayHaveAValue() throws Exception {
        Arguments arguments = ArgumentParser.parse("top", "-qvn5");

        assertThat(arguments.has(Flag.QUIET)).isTrue();
        assertThat(arguments.has(Flag.VERBOSE)).isTrue();
        assertThat(arguments.value(Flag.NUMBER)).contains("5");
        assertThat(ArgumentParser.parse("top", "-n", "7").value(Flag.NUMBER)).contains("7");
    }

    @Test
    void repeatableFlagsKeepAllTheirValues() throws Exception {
        assertThat(ArgumentParser.parse("--service=a=x", "--service", "b=y").values(Flag.SERVICE))
                .containsExactly("a=x", "b=y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--oder;unknown flag --oder; did you mean --order? Flags of reqid: --tree",
                "--zzzzzzzz;unknown flag --zzzzzzzz. Flags of reqid: --tree",
                "-qX;unknown flag -qX",
                "top --timline;unknown flag --timline. Flags of reqid top: --json",
                "find --tree;--tree is no flag of reqid find; it belongs to reqid ID. Flags of reqid find: --json",
                "A --slow;--slow is no flag of reqid; it belongs to reqid top. Flags of reqid:",
                "--order=tim;--order must be one of time, tree, found \"tim\"; did you mean time?",
                "--order=x;--order must be one of time, tree, found \"x\"",
                "--order;--order needs a value: one of time, tree",
                "--html;--html needs a value: FILE",
                "top -n;-n needs a value: N",
                "--tree=1;--tree takes no value, found \"1\"",
                "--tz=UTC --tz=CET;--tz may be given once, found \"UTC\" and \"CET\""
            })
    void faultNamesWhatWasTypedAndWhatIsAllowed(String typed, String expected) {
        assertThatThrownBy(() -> ArgumentParser.parse(typed.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(expected);
    }

    @Test
    void hostileFlagIsShownEscaped() {
        assertThatThrownBy(() -> ArgumentParser.parse("--\033[2J\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("unknown flag --\\x1b[2J\\x0a.");
    }

    @Test
    void helpIsGivenWhateverTheOtherFlags() throws Exception {
        assertThat(ArgumentParser.parse("--slow", "-h").has(Flag.HELP)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Flag.class)
    void everyFlagIsParsedByTheCommandsThatKnowIt(Flag flag) throws Exception {
        String value = !flag.takesValue() ? "" : flag.choices().isEmpty() ? "=1" : "=" + flag.choices().get(0);
        for (Command command : flag.commands()) {
            String word = command == Command.SEARCH ? "A" : command.word();

            assertThat(ArgumentParser.parse(word, flag.typed() + value).has(flag)).isTrue();
        }
        assertThat(flag.commands()).isNotEmpty();
    }

    @Test
    void noTwoFlagsShareANameOrALetter() {
        Set<String> names = new HashSet<>();
        List<String> all = Arrays.stream(Flag.values())
                .flatMap(flag -> List.of(flag.typed(), flag.typedShort()).stream())
                .filter(name -> !name.isEmpty())
                .toList();

        assertThat(all).allMatch(names::add);
    }
}
