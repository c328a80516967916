/** What a run found, and how it is shown: medians of paired rounds, a table, JSON, and a picture. */
@NullMarked
package io.reqid.benchmarks.report;

import org.jspecify.annotations.NullMarked;
