# shellcheck shell=sh
# Tomcat's start script reads this. The JVM here is 17, the real one 11: options that came in between end the start.
for option in $JAVA_OPTS; do
    case $option in
    --enable-native-access* | -XX:[+-]ShowCodeDetailsInExceptionMessages | -XX:[+-]UseZGC | -XX:[+-]UseShenandoahGC | \
        -XX:[+-]ZUncommit | -XX:[+-]RecordDynamicDumpInfo | -XX:[+-]G1PeriodicGCInvokesConcurrent | \
        -XX:SoftMaxHeapSize=* | -XX:ZUncommitDelay=* | -XX:ArchiveClassesAtExit=* | -XX:HeapDumpGzipLevel=* | \
        -XX:G1PeriodicGC*=*)
        echo "Unrecognized VM option '$option' (of Java 11)" >&2
        exit 1
        ;;
    esac
done
