/** A small shop of two Undertow services that log with request ids. */
@NullMarked
package io.reqid.demo;

import org.jspecify.annotations.NullMarked;
