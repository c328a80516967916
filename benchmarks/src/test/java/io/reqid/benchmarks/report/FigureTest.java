package io.reqid.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void figureOfAnOddNumberIsTheMiddleOneAndHalfTheSpread() {
        assertThat(Figure.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Figure(2, 4));
    }

    @Test
    void figureOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Figure.of(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3);
    }

    @Test
    void oneValueHasNoError() {
        assertThat(Figure.of(List.of(7.0))).isEqualTo(new Figure(7, 0));
    }

    @Test
    void nothingHasNoFigure() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Figure.of(List.of()))
                .withMessageContaining("got 0");
    }

    @Test
    void threeDigitsArePrinted() {
        assertThat(new Figure(1234.6, 12.3)).hasToString("1235 ± 12");
        assertThat(new Figure(12.345, 0.5)).hasToString("12.3 ± 0.5");
        assertThat(new Figure(1.234, 0.05)).hasToString("1.23 ± 0.05");
        assertThat(new Figure(0.0123, 0.001)).hasToString("0.0123 ± 0.0010");
        assertThat(new Figure(0, 0)).hasToString("0.00 ± 0.00");
    }
}
