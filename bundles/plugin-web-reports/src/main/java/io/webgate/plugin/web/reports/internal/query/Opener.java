// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Opens connections that can only read. Thread-safe. */
@FunctionalInterface
public interface Opener {

    /**
     * A new connection.
     *
     * @param most how long it may take, as far as the driver can be told
     * @throws NoDriver where no bundle brings a driver for it
     */
    Connection open(Source source, Duration most) throws SQLException;

    /** Nobody takes the source's URL. */
    final class NoDriver extends SQLException {

        private static final long serialVersionUID = 1L;

        NoDriver(String reason) {
            super(reason);
        }
    }
}
