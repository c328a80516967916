package io.reqid.benchmarks.report;

/**
 * Something that is measured; less is always better.
 *
 * @param name what the column is called
 * @param unit what one is, of one operation
 */
public record Quantity(String name, String unit) {
    /** CPU time of what does the work, per operation. */
    public static final Quantity CPU_NANOS = new Quantity("CPU", "ns");

    /** Time that passes, per operation. */
    public static final Quantity WALL_NANOS = new Quantity("wall", "ns");

    /** What is allocated on the heap, per operation. */
    public static final Quantity BYTES = new Quantity("heap", "B");

    /** User and system time of a whole process. */
    public static final Quantity CPU_SECONDS = new Quantity("CPU", "s");

    /** Time from the start to the end of a process. */
    public static final Quantity WALL_SECONDS = new Quantity("wall", "s");

    /** The largest resident memory of a process. */
    public static final Quantity MEMORY = new Quantity("memory", "MB");
}
