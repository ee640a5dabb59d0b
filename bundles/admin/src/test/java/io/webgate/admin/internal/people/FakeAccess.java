// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.Act;
import io.webgate.access.ApiToken;
import io.webgate.access.Authentication;
import io.webgate.access.Device;
import io.webgate.access.EnrolmentCode;
import io.webgate.access.EnrolmentRequest;
import io.webgate.access.NewDevice;
import io.webgate.access.NewToken;
import io.webgate.access.Origin;
import io.webgate.gate.http.Role;
import io.webgate.license.api.IdempotencyKey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens, devices and acts in memory. One thread. */
public final class FakeAccess implements Access {

    static final String SECRET = "wg-secret-0123456789";
    static final String CODE = "ABCD-EFGH-JKMN";

    final List<ApiToken> tokens = new ArrayList<>();
    public final List<Device> devices = new ArrayList<>();
    public final List<Device> blocked = new ArrayList<>();
    final List<EnrolmentRequest> enrolled = new ArrayList<>();
    public final List<Act> acts = new ArrayList<>();
    final Map<String, String> keys = new HashMap<>();
    Optional<Fault> failure = Optional.empty();
    private int made;

    private void check() throws AccessException {
        if (failure.isPresent()) {
            throw FakeAccounts.refusal(failure.get());
        }
    }

    @Override
    public Authentication authenticate(String bearer, Origin origin) {
        return new Authentication.Unknown();
    }

    @Override
    public NewToken createToken(String by, String label, Role role, Optional<IdempotencyKey> key)
            throws AccessException {
        check();
        if (key.isPresent() && replay(key.get()).isPresent()) {
            return new NewToken(tokens.get(0), SECRET);
        }
        ApiToken token = new ApiToken("t-" + ++made, label, role, FakeAccounts.NOW, by);
        tokens.add(token);
        key.ifPresent(kept -> keys.put(kept.key(), kept.digest()));
        return new NewToken(token, SECRET);
    }

    @Override
    public List<ApiToken> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public boolean revokeToken(String by, String id) {
        return tokens.removeIf(one -> one.id().equals(id));
    }

    @Override
    public EnrolmentCode enrol(String by, EnrolmentRequest request, Optional<IdempotencyKey> key)
            throws AccessException {
        check();
        if (key.isEmpty() || replay(key.get()).isEmpty()) {
            enrolled.add(request);
            key.ifPresent(kept -> keys.put(kept.key(), kept.digest()));
        }
        return new EnrolmentCode("e-1", CODE, FakeAccounts.NOW);
    }

    @Override
    public NewDevice redeem(String typed, Origin origin, Optional<IdempotencyKey> key) throws AccessException {
        throw FakeAccounts.refusal(Fault.CODE_UNKNOWN);
    }

    @Override
    public List<Device> devices() {
        return List.copyOf(devices);
    }

    @Override
    public boolean revokeDevice(String by, String device) {
        return move(device, devices, blocked);
    }

    @Override
    public List<Device> blockedDevices(int most) {
        return blocked.stream().limit(most).toList();
    }

    @Override
    public boolean allowDevice(String by, String device) {
        return move(device, blocked, devices);
    }

    private static boolean move(String device, List<Device> from, List<Device> to) {
        List<Device> moved = from.stream()
                .filter(one -> one.enrolment().device().equals(device))
                .toList();
        to.addAll(moved);
        return from.removeAll(moved);
    }

    @Override
    public void record(String by, String what, String subject, String outcome) {
        acts.add(0, new Act(acts.size() + 1L, FakeAccounts.NOW, by, what, subject, outcome));
    }

    @Override
    public List<Act> acts(int most) {
        return acts.stream().limit(most).toList();
    }

    @Override
    public Optional<String> replay(IdempotencyKey key) throws AccessException {
        check();
        Optional<String> digest = Optional.ofNullable(keys.get(key.key()));
        if (digest.isPresent() && !digest.get().equals(key.digest())) {
            throw FakeAccounts.refusal(Fault.KEY_REUSED);
        }
        return digest.map(known -> "what was answered");
    }

    @Override
    public void remember(IdempotencyKey key, String answer) {
        throw new UnsupportedOperationException("remember");
    }

    @Override
    public Optional<String> storeTrouble() {
        return Optional.empty();
    }
}
