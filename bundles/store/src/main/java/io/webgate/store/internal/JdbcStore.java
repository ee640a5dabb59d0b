// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Migration;
import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import io.webgate.store.StoreState;
import io.webgate.store.Work;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The store over either backend: puts writer, readers, migrations and state together. */
final class JdbcStore implements OpenStore {

    private final Backend backend;
    private final Pulse pulse;
    private final Writer writer;
    private final Migrations migrations;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdbcStore(Backend backend, Backend.Link link, InstantSource time, Duration idle) {
        this.backend = backend;
        this.pulse = new Pulse(backend.name(), time);
        this.writer = new Writer(backend.name(), new Transactions(backend, pulse, link), new Probe(pulse), idle);
        this.migrations = new Migrations(backend, writer, time);
    }

    /**
     * Opens the backend, or closes it and says why it can't.
     *
     * @param idle how long nothing is written before a store that is not OK tries itself
     */
    static JdbcStore open(Backend backend, InstantSource time, Duration idle) throws StoreException {
        JdbcStore store;
        try {
            store = new JdbcStore(backend, backend.open(), time, idle);
        } catch (SQLException e) {
            backend.close();
            throw StoreErrors.explained(backend, e, backend.meaning(e));
        } catch (StoreException | RuntimeException e) {
            backend.close();
            throw e;
        }
        store.writer.start();
        try {
            store.migrations.prepare();
        } catch (StoreException | RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    @Override
    public void migrate(String area, List<Migration> known) throws StoreException {
        migrations.migrate(area, known, read(connection -> Migrations.applied(connection, area)));
    }

    @Override
    public <T> T read(Work<T> work) throws StoreException {
        if (closed.get()) {
            throw new StoreException(Kind.FAILED, "The store of " + backend.name() + " is closed");
        }
        try {
            Backend.Reading reading = backend.read();
            boolean sound = false;
            try {
                T value = work.on(reading.connection());
                sound = true;
                return value;
            } finally {
                reading.end(sound);
            }
        } catch (SQLException e) {
            Failure failure = backend.meaning(e);
            StoreException explained = StoreErrors.explained(backend, e, failure);
            if (failure.kind() == Kind.CORRUPT) {
                pulse.failed(failure.kind(), String.valueOf(explained.getMessage()));
            }
            throw explained;
        }
    }

    @Override
    public <T> T write(Work<T> work) throws StoreException {
        return writer.write(work);
    }

    @Override
    public <T> CompletionStage<T> submit(Work<T> work) {
        return writer.submit(work);
    }

    @Override
    public StoreState state() {
        return pulse.state();
    }

    long commits() {
        return writer.commits();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            writer.close();
            backend.close();
        }
    }
}
