/** The command {@code reqid}: finds everything that one request did in the logs of its services. It exports nothing. */
module io.reqid.search {
    requires static transitive org.jspecify;
    requires com.github.luben.zstd_jni;
    requires info.picocli;
    requires io.reqid;
    requires java.xml;
    requires me.tongfei.progressbar;
    requires org.tukaani.xz;
}
