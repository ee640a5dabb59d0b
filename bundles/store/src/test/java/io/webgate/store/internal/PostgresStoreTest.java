// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Migration;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** PostgreSQL does what every store does, and is shared by several processes (R75). */
final class PostgresStoreTest extends StoreContract {

    private static final String DATABASE = "webgate";
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        // Bound without listening, the port stays ours while the server makes its files, and the server may still take
        // it
        try (Socket port = new Socket()) {
            port.setReuseAddress(true);
            port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server = EmbeddedPostgres.builder()
                    .setPort(port.getLocalPort())
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
        }
        inServer("postgres", "CREATE DATABASE " + DATABASE);
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    @BeforeEach
    void openStore() throws StoreException {
        inServer(DATABASE, "DROP SCHEMA public CASCADE");
        inServer(DATABASE, "CREATE SCHEMA public");
        super.openStore();
    }

    @Override
    JdbcStore open() throws StoreException {
        return open(DATABASE);
    }

    private static JdbcStore open(String database) throws StoreException {
        return JdbcStore.open(
                PostgresBackend.of(server.getJdbcUrl("postgres", database), "postgres", ""), TIME, Duration.ofHours(1));
    }

    private static void inServer(String database, String statement) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement direct = connection.createStatement()) {
            direct.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void goesOnAfterTheServerHasDroppedTheConnection() throws StoreException {
        withGoods();
        insert(1);
        inServer(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + DATABASE + "'");
        assertThat(insert(2)).isEqualTo(1);
        assertThat(store.state().isOk()).isTrue();
        reopen();
        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void migratesOnceWhenSeveralProcessesStartTogether() throws StoreException {
        List<CompletableFuture<Boolean>> starts = new ArrayList<>();
        List<Migration> all = List.of(GOODS, Migration.of(2, "row", "INSERT INTO goods (id, label) VALUES (1, 'one')"));
        for (int process = 0; process < 4; process++) {
            starts.add(CompletableFuture.supplyAsync(() -> {
                try (JdbcStore other = open(DATABASE)) {
                    other.migrate("goods", all);
                    return true;
                } catch (StoreException e) {
                    throw new CompletionException(e);
                }
            }));
        }
        assertThat(starts).allSatisfy(start -> assertThat(start.join()).isTrue());
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void saysWhatIsWrongWhenTheDatabaseIsNotThere() {
        assertThatThrownBy(() -> open("nowhere"))
                .hasMessageContaining("nowhere")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.FAILED));
    }

    @Test
    void neverNamesThePasswordInMessages() {
        String url = "jdbc:postgresql://localhost:1/none?user=a&password=seeded-secret";
        assertThatThrownBy(() -> JdbcStore.open(PostgresBackend.of(url, "", ""), TIME, Duration.ofHours(1)))
                .hasMessageContaining("jdbc:postgresql://localhost:1/none")
                .hasMessageNotContaining("seeded-secret");
    }

    @Test
    void confirmsOnlyWhatTheServerHasSynchronised() throws StoreException {
        inServer("postgres", "ALTER DATABASE " + DATABASE + " SET synchronous_commit = off");
        reopen();
        assertThat(rowsWhileWriting("SHOW synchronous_commit", row -> row.getString(1)))
                .containsExactly("on");
    }
}
