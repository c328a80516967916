/** Undertow support: a handler that takes or makes the request id of every exchange. */
@NullMarked
package io.reqid.undertow;

import org.jspecify.annotations.NullMarked;
