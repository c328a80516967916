package io.reqid.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the operations that every request pays for allocate, each in a JVM of its own, for what the compiler has learned from
 * one operation would change another. One object more anywhere is 16 bytes, and fails.
 */
class AllocationTest {
    private static final int OBJECT = 16;

    /** Id and text, the request's context, its frame, what the exchange is told and wrapped with, the header. */
    private static final int HANDLER = 336;

    /** Undertow's map of what is attached to an exchange that goes on when its handler has returned. */
    private static final int ATTACHMENTS = 120;

    @Test
    void readingAllocatesNothing() throws Exception {
        assertThat(bytesOf("get")).isZero();
    }

    @Test
    void capturingAllocatesNothing() throws Exception {
        assertThat(bytesOf("capture")).isZero();
    }

    @Test
    void bindingAllocatesOneFrame() throws Exception {
        assertThat(bytesOf("bind")).isLessThanOrEqualTo(24);
    }

    @Test
    void bindingWhatIsBoundAlreadyAllocatesNothing() throws Exception {
        assertThat(bytesOf("rebind")).isZero();
    }

    @Test
    void carryingAllocatesOneWrapper() throws Exception {
        assertThat(bytesOf("hop")).isLessThanOrEqualTo(24);
    }

    @Test
    void carryingAHundredLocalsAllocatesOneWrapper() throws Exception {
        assertThat(bytesOf("hop of 100 locals")).isLessThanOrEqualTo(24);
    }

    @Test
    void handlerAddsNoMoreThanItDoesToday() throws Exception {
        assertThat(bytesOf("request") - bytesOf("bare request")).isLessThanOrEqualTo(HANDLER);
    }

    @Test
    void handlerAddsAMapOfAttachmentsWhereTheExchangeGoesOn() throws Exception {
        assertThat(bytesOf("request left to Undertow") - bytesOf("bare request left to Undertow"))
                .isLessThanOrEqualTo(HANDLER + ATTACHMENTS);
    }

    @Test
    void lineWithReqIdAllocatesNoMoreThanOneWithTheMdcByHand() throws Exception {
        assertThat(bytesOf("line with reqId")).isLessThanOrEqualTo(bytesOf("line with MDC"));
    }

    @Test
    void lineWithReqIdAllocatesNoMoreOnceTheMdcHasChanged() throws Exception {
        assertThat(bytesOf("line with reqId and an MDC that has changed"))
                .isLessThanOrEqualTo(bytesOf("line with MDC"));
    }

    /** The encoder's buffers grow now and then, which is less than a byte a line, and not the same in each run. */
    @Test
    void lineOfJsonWithReqIdAllocatesNoObjectMoreThanOneWithTheMdcByHand() throws Exception {
        assertThat(bytesOf("JSON with reqId")).isLessThan(bytesOf("JSON with MDC") + OBJECT);
    }

    @Test
    void oneObjectMoreIsNoticed() throws Exception {
        assertThat(bytesOf("hop and an object")).isEqualTo(bytesOf("hop") + OBJECT);
    }

    private static double bytesOf(String operation) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xbatch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Operations.class.getName(),
                        operation)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(operation).isZero();
        return Double.parseDouble(text.lines().reduce("", (first, last) -> last));
    }
}
