/** The async-local store that carries a request's id wherever its work goes. */
@NullMarked
package io.reqid;

import org.jspecify.annotations.NullMarked;
