/** Making request ids. */
@NullMarked
package io.reqid.benchmarks.ids;

import org.jspecify.annotations.NullMarked;
