namespace AlbEmulator.Tests.Support;

/// <summary>
/// Asks the control port by a connection of its own each time: a test that turns the clock has the emulator let go of silent
/// connections, be it in the moment in which one is used again.
/// </summary>
public static class OneQuestion
{
    public static HttpClient Client() => new() { Timeout = Patience.Default, DefaultRequestHeaders = { ConnectionClose = true } };
}
