/**
 * Undertow support: a handler that takes or makes the request id of every exchange and keeps it current wherever Undertow
 * works for that exchange.
 *
 * <p>Begin with {@link io.reqid.undertow.RequestIdHandler#wrap(io.undertow.server.HttpHandler)}. The static methods of
 * {@link io.reqid.undertow.RequestIds} carry the id into the callbacks that a handler cannot reach.
 */
@NullMarked
package io.reqid.undertow;

import org.jspecify.annotations.NullMarked;
