/** What the search command is measured and tested on: logs made by a generator that keeps its own record of them. */
@NullMarked
package io.reqid.benchmarks.search;

import org.jspecify.annotations.NullMarked;
