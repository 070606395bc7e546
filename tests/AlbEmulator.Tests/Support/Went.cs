namespace AlbEmulator.Tests.Support;

/// <summary>
/// Where a request went, as the tables of the examples say it: <c>web</c>, or <c>web /dp/1</c> with what its target got
/// besides; <c>301 https://example.com:443/</c>; <c>503</c>, or <c>503 text/html</c>.
/// </summary>
internal static class Went
{
    /// <param name="expected">Where it should have gone.</param>
    /// <param name="response">What the client got.</param>
    /// <param name="group">The target group whose target answered; null where none did.</param>
    public static void AssertIs(string expected, RawMessage response, string? group)
    {
        var words = expected.Split(' ');
        if (!char.IsAsciiDigit(expected[0]))
        {
            Assert.Equal((200, words[0]), (response.Status, group));
            Assert.All(words.Skip(1), word => Assert.Contains($"\"{word}\"", response.Text));
            return;
        }

        var said = response.Header("Location") ?? (words.Length > 1 ? response.Header("Content-Type") : null);
        Assert.Equal((expected, null), ($"{response.Status} {said}".TrimEnd(), group));
    }
}
