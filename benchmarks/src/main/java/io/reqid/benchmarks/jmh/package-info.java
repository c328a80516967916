/** Runs JMH benchmarks as contenders: one fork each time. */
@NullMarked
package io.reqid.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
