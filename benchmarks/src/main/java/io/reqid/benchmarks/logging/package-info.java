/** What the id adds to a line. */
@NullMarked
package io.reqid.benchmarks.logging;

import org.jspecify.annotations.NullMarked;
