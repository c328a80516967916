/** The store against AsyncLocalStorage of Node.js: the same programs in both. */
@NullMarked
package io.reqid.benchmarks.node;

import org.jspecify.annotations.NullMarked;
