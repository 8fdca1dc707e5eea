def test_sent_is_not_yet_received(put, mailer, outbox, wait_until):
    put("1")
    put("1")  # the same message again
    put("2", "bob@example.com")
    assert outbox == []
    with mailer():
        assert wait_until(lambda: "bob@example.com" in [mail.to for mail in outbox])
    assert len(outbox) == 2
