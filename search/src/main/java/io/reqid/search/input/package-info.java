/** Which files a search reads, in what order, and how their bytes are come by: rotated sets, decompression, damage. */
@NullMarked
package io.reqid.search.input;

import org.jspecify.annotations.NullMarked;
