/** What the request id costs, measured with JMH. */
@NullMarked
package io.reqid.benchmarks;

import org.jspecify.annotations.NullMarked;
