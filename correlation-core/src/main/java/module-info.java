/** The async-local store: what is current follows the work. Needs {@code java.base} alone. */
module io.reqid {
    requires static transitive org.jspecify;

    exports io.reqid;
}
