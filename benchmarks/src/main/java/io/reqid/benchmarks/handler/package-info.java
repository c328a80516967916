/** What the Undertow handler adds to a request. */
@NullMarked
package io.reqid.benchmarks.handler;

import org.jspecify.annotations.NullMarked;
