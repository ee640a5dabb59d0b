// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connection as a work sees it: it cannot end the transaction that it shares with others, and it keeps statements
 * prepared. A proxy, because {@link Connection} has some sixty methods of which a dozen matter here.
 */
final class GuardedConnection implements InvocationHandler, StatementCache {

    private static final int MOST_STATEMENTS = 200;

    private static final Set<String> FORBIDDEN = Set.of(
            "commit",
            "rollback",
            "close",
            "abort",
            "setAutoCommit",
            "setReadOnly",
            "setTransactionIsolation",
            "setSavepoint",
            "releaseSavepoint",
            "setNetworkTimeout",
            "setHoldability");

    private final Connection real;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(64, 0.75f, true);

    private GuardedConnection(Connection real) {
        this.real = real;
    }

    /** A guarded view with a statement cache, for a driver that has none of its own. */
    static Connection caching(Connection real) {
        return view(new GuardedConnection(real), Connection.class, StatementCache.class);
    }

    /** A guarded view only. */
    static Connection plain(Connection real) {
        return view(new GuardedConnection(real), Connection.class);
    }

    private static Connection view(GuardedConnection handler, Class<?>... faces) {
        return (Connection) Proxy.newProxyInstance(GuardedConnection.class.getClassLoader(), faces, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (FORBIDDEN.contains(method.getName())) {
            throw new IllegalStateException("A work must not call " + method.getName()
                    + " on the connection: the transaction belongs to the store");
        }
        Object target = method.getDeclaringClass() == StatementCache.class ? this : real;
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public PreparedStatement take(String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return kept != null ? kept : real.prepareStatement(sql);
    }

    @Override
    public void giveBack(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        PreparedStatement twin = idle.put(sql, statement);
        if (twin != null) {
            twin.close();
        }
        if (idle.size() > MOST_STATEMENTS) {
            Iterator<PreparedStatement> oldest = idle.values().iterator();
            PreparedStatement dropped = oldest.next();
            oldest.remove();
            dropped.close();
        }
    }

    @Override
    public void forgetStatements() throws SQLException {
        List<PreparedStatement> dropped = new ArrayList<>(idle.values());
        idle.clear();
        for (PreparedStatement statement : dropped) {
            statement.close();
        }
    }
}
