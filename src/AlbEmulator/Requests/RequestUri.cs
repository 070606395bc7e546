namespace AlbEmulator.Requests;

/// <summary>Path and query of a request, told apart in one way for all who look at one of them alone.</summary>
internal readonly record struct RequestUri
{
    private readonly int _pathLength;
    private readonly int _queryStart;
    private readonly int _queryLength;

    /// <param name="text">Beginning with a slash, Latin-1.</param>
    public RequestUri(string text)
    {
        Text = text;
        var end = text.IndexOf('#');
        end = end < 0 ? text.Length : end;
        var question = text.AsSpan(0, end).IndexOf('?');
        _pathLength = question < 0 ? end : question;
        _queryStart = question < 0 ? end : question + 1;
        _queryLength = end - _queryStart;
    }

    /// <summary>Both, and a fragment if the client sent one.</summary>
    public string Text { get; }

    public ReadOnlySpan<char> Path => Text.AsSpan(0, _pathLength);

    /// <summary>What follows the first question mark, up to a fragment; empty where there is none.</summary>
    public ReadOnlySpan<char> Query => Text.AsSpan(_queryStart, _queryLength);

    /// <summary>Whether there is a question mark.</summary>
    public bool HasQuery => _queryStart > _pathLength;
}
