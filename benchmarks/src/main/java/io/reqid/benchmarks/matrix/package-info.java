/** What each agent carries: the agent tests' rows of asynchronous constructs, under every contender with its own kind of context. */
@NullMarked
package io.reqid.benchmarks.matrix;

import org.jspecify.annotations.NullMarked;
