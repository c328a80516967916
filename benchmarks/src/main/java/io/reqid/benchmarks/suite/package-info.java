/** How suites are run: contenders in paired rounds, the table while it works, the results at the end. */
@NullMarked
package io.reqid.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
