// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.license.api.LocalizedText;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.Work;

import java.time.Duration;

/** Runs works on the store and turns its failures into words for who asked. */
final class Transactions {

    private final Store store;

    Transactions(Store store) {
        this.store = store;
    }

    <T> T read(Work<T> work) throws AccessException {
        try {
            return store.read(work);
        } catch (Refusal refusal) {
            throw refusal.reason();
        } catch (StoreException failure) {
            throw explained(failure);
        }
    }

    <T> T write(Work<T> work) throws AccessException {
        try {
            return store.write(work);
        } catch (Refusal refusal) {
            throw refusal.reason();
        } catch (StoreException failure) {
            throw explained(failure);
        }
    }

    private static AccessException explained(StoreException failure) {
        return switch (failure.kind()) {
            case FULL, READ_ONLY ->
                new AccessException(
                        AccessException.Fault.STORE_FULL,
                        new LocalizedText(
                                "Nothing was saved: the disk is full or read-only. Free space on the disk of the host.",
                                "Ничего не сохранено: диск заполнен или доступен только для чтения. Освободите место на"
                                        + " диске узла."),
                        Duration.ofMinutes(1),
                        failure);
            case BUSY, CORRUPT, CONFLICT, NEWER, FAILED ->
                new AccessException(
                        AccessException.Fault.STORE_FAILED,
                        new LocalizedText(
                                "Nothing was saved: the store failed, the log of the host tells why. Try again.",
                                "Ничего не сохранено: сбой хранилища, причина в журнале узла. Повторите."),
                        Duration.ofSeconds(5),
                        failure);
        };
    }
}
