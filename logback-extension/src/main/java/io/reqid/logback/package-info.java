/** Logback support: the conversion word {@code %reqId} and the request id in every logging event. */
@NullMarked
package io.reqid.logback;

import org.jspecify.annotations.NullMarked;
