namespace AlbEmulator.BackEndConnections;

/// <summary>
/// How far the body of a request is on its way to a target, for the two that have to agree on what becomes of the connection: whoever
/// sends it, and whoever reads the answer, which may end first. Exactly one of them gives the connection to others, or closes it. Its
/// methods may be called by both at once.
/// </summary>
internal struct BodySending
{
    /// <summary>More is to be sent, or is being sent.</summary>
    private const int Sending = 0;

    /// <summary>The last bytes are being sent: the target may have them.</summary>
    private const int Ending = 1;

    /// <summary>The last bytes went out.</summary>
    private const int Ended = 2;

    /// <summary>The last bytes were being sent when the answer ended.</summary>
    private const int EndsLate = 3;

    /// <summary>Nothing more of it is sent.</summary>
    private const int IsOver = 4;

    private int _state;

    /// <summary>Whether nothing more of it is sent.</summary>
    public readonly bool IsCut => Volatile.Read(in _state) == IsOver;

    /// <summary>Nothing more of it is to be sent, whatever is under way: who calls this closes the connection.</summary>
    public void Cut() => Interlocked.Exchange(ref _state, IsOver);

    /// <summary>The answer has begun: nothing more is sent, unless the last bytes are on their way.</summary>
    /// <returns>Whether that is so from now on.</returns>
    public bool CutEarly() => Interlocked.CompareExchange(ref _state, IsOver, Sending) == Sending;

    /// <summary>The answer has ended.</summary>
    /// <returns>Whether the connection is another's; false to close it; null where whoever sends does either.</returns>
    public bool? AnswerEnded()
    {
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case Ended:
                    return true;
                case EndsLate:
                    return null;
                case Ending when Interlocked.CompareExchange(ref _state, EndsLate, Ending) == Ending:
                    return null;
                case Sending when Interlocked.CompareExchange(ref _state, IsOver, Sending) == Sending:
                case IsOver:
                    return false;
            }
        }
    }

    /// <summary>The last bytes are about to be sent.</summary>
    /// <returns>False where they are not wanted any longer.</returns>
    public bool BeginLast() => Interlocked.CompareExchange(ref _state, Ending, Sending) == Sending;

    /// <summary>The last bytes went out at once.</summary>
    /// <returns>Whether the answer has ended meanwhile: the connection is another's.</returns>
    public bool LastWentOut() => Interlocked.CompareExchange(ref _state, Ended, Ending) == EndsLate;

    /// <summary>The last bytes do not go out at once.</summary>
    /// <returns>Whether the answer has ended meanwhile: the connection is to be closed.</returns>
    public bool LastWaits() => Interlocked.CompareExchange(ref _state, Sending, Ending) == EndsLate;

    /// <summary>The last bytes, which had to wait, went out.</summary>
    public void LastWentOutLate() => Interlocked.CompareExchange(ref _state, Ended, Sending);
}
