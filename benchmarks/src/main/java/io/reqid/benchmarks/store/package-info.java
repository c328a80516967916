/** The store against what else keeps a value for a thread or carries it to another one. */
@NullMarked
package io.reqid.benchmarks.store;

import org.jspecify.annotations.NullMarked;
