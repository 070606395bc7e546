namespace AlbEmulator.Expectations;

/// <summary>What may be expected of a request.</summary>
internal abstract record Wanted
{
    private Wanted()
    {
    }

    /// <summary>Where it arrives.</summary>
    /// <param name="Place">Null for nowhere.</param>
    public sealed record Listener(ListenerPlace? Place) : Wanted;

    /// <summary>Which rule takes it.</summary>
    /// <param name="Priority">As the API names it, or <c>none</c>.</param>
    /// <param name="IsNot">Whether any other is expected.</param>
    public sealed record Rule(string Priority, bool IsNot) : Wanted;

    /// <summary>What is done with it in the end, as the API names it.</summary>
    public sealed record Action(string Type) : Wanted;

    /// <summary>What lets it pass before that, as the API names it.</summary>
    public sealed record Authentication(string Type) : Wanted;

    /// <summary>The one target group that gets it.</summary>
    /// <param name="Name">Its name; null for none.</param>
    /// <param name="IsNot">Whether it is expected never to get it.</param>
    public sealed record TargetGroup(TextPattern? Name, bool IsNot) : Wanted;

    /// <summary>Target groups of which one gets it.</summary>
    public sealed record TargetGroups(IReadOnlyList<TextPattern> Names) : Wanted;

    /// <summary>In which shares target groups get such requests.</summary>
    public sealed record Weights(IReadOnlyList<(TextPattern Name, int Weight)> Groups) : Wanted;

    /// <summary>What the client is answered.</summary>
    public sealed record Status(StatusRange Range) : Wanted;

    /// <summary>The Location that the client gets.</summary>
    public sealed record Redirect(TextPattern Pattern) : Wanted;

    /// <summary>A header of the answer.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Pattern">Null for a header that is not to be there.</param>
    public sealed record AnswerHeader(string Name, TextPattern? Pattern) : Wanted;

    /// <summary>The body of the answer.</summary>
    public sealed record Body(TextPattern Pattern) : Wanted;

    /// <summary>The path that a target gets.</summary>
    /// <param name="Pattern">Of the path.</param>
    /// <param name="HasQuery">Whether the query is said as well.</param>
    public sealed record TargetPath(TextPattern Pattern, bool HasQuery) : Wanted;

    /// <summary>The host that a target gets.</summary>
    public sealed record TargetHost(TextPattern Pattern) : Wanted;

    /// <summary>A header that a target gets.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Pattern">Null for a header that is not to be there.</param>
    public sealed record TargetHeader(string Name, TextPattern? Pattern) : Wanted;
}
