using AlbEmulator.BackEndConnections;


namespace AlbEmulator.Tests.BackEndConnections;

/// <summary>Who sends a body and who reads the answer agree on what becomes of the connection, in whatever order their steps fall.</summary>
public sealed class BodySendingTests
{
    private const int Steps = 6;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Connection_is_given_once_or_closed_once_in_every_order(bool hasToWait, bool isAnsweredEarly)
    {
        // Each bit says whose step is next.
        for (var order = 0; order < 1 << Steps; order++)
        {
            var sides = new Sides();
            IEnumerator<bool> sender = sides.Send(hasToWait).GetEnumerator(), reader = sides.Read(isAnsweredEarly).GetEnumerator();
            for (var step = 0; step < Steps; step++)
            {
                _ = (order & (1 << step)) == 0 ? sender.MoveNext() : reader.MoveNext();
            }

            while (sender.MoveNext() || reader.MoveNext())
            {
                // Whatever is left.
            }

            Assert.True(sides.Given + sides.Closed == 1, $"given {sides.Given} times and closed {sides.Closed} times in the order {order:b}");
        }
    }

    [Fact]
    public void Nothing_is_sent_once_the_target_has_answered_early()
    {
        var sending = default(BodySending);
        Assert.True(sending.CutEarly());
        Assert.False(sending.BeginLast());
        Assert.False(sending.AnswerEnded());
    }

    [Fact]
    public void Answer_to_the_last_bytes_is_not_early()
    {
        var sending = default(BodySending);
        Assert.True(sending.BeginLast());
        Assert.False(sending.CutEarly());
        Assert.Null(sending.AnswerEnded());
        Assert.True(sending.LastWentOut());
    }

    /// <summary>Both sides, each a step at a time.</summary>
    private sealed class Sides
    {
        private BodySending _sending;

        public int Given { get; private set; }

        public int Closed { get; private set; }

        public IEnumerable<bool> Send(bool hasToWait)
        {
            if (!_sending.BeginLast())
            {
                yield break;
            }

            yield return true;
            if (!hasToWait)
            {
                Given += _sending.LastWentOut() ? 1 : 0;
                yield break;
            }

            Closed += _sending.LastWaits() ? 1 : 0;
            yield return true;
            _sending.LastWentOutLate();
        }

        public IEnumerable<bool> Read(bool isEarly)
        {
            if (isEarly)
            {
                _sending.CutEarly();
                yield return true;
            }

            var ended = _sending.AnswerEnded();
            Given += ended == true ? 1 : 0;
            Closed += ended == false ? 1 : 0;
        }
    }
}
