// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Migration;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A second process that uses a database, and may be killed while it does. */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static Child start(Path database, String task) throws IOException {
        // Surefire's own class path is a jar that only names the real one
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new Child(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        database.toString(),
                        task)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    String line() throws IOException {
        return String.valueOf(output.readLine());
    }

    /** Reads so many acknowledgements, kills, and counts those too that were on their way. */
    int acknowledgedUntilKilled(int acknowledgements) throws IOException, InterruptedException {
        int read = 0;
        while (read < acknowledgements && output.readLine() != null) {
            read++;
        }
        // By its handle: Process itself would close the pipe, and with it lose what lies in it
        assertThat(process.toHandle().destroyForcibly()).isTrue();
        while (output.readLine() != null) {
            read++;
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return read;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (OpenStore store = Stores.embedded(Path.of(arguments[0]), InstantSource.system())) {
            if (arguments[1].equals("write")) {
                writeForEver(store, out);
            }
            out.println("opened");
        } catch (StoreException e) {
            out.println(e.kind() + " " + e.getMessage());
        }
    }

    private static void writeForEver(OpenStore store, PrintStream out) throws StoreException {
        store.migrate(
                "acks",
                List.of(Migration.of(
                        1,
                        "acks",
                        "CREATE TABLE acks (round INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (round, id))")));
        int round = store.read(c -> Sql.query(c, "SELECT COALESCE(MAX(round), -1) + 1 FROM acks", row -> row.getInt(1)))
                .get(0);
        for (int id = 0; ; id++) {
            int each = id;
            store.submit(c -> Sql.update(c, "INSERT INTO acks (round, id) VALUES (?, ?)", round, each))
                    .thenRun(() -> out.println("ack " + each));
            if (id % 10 == 0) {
                store.write(c -> Sql.update(c, "UPDATE acks SET id = id WHERE round = -1"));
            }
        }
    }
}
