namespace AlbEmulator.Tests.Support;

/// <summary>One browser for the tests of a class; each has a user of its own.</summary>
public sealed class LoginBrowser : IAsyncLifetime
{
    /// <summary>Null where it is not installed.</summary>
    public Chromium? Chromium { get; private set; }

    /// <summary>
    /// It takes the emulator's certificate, and asks again for a page that it goes back to, as browsers do whose memory is short.
    /// </summary>
    public async Task InitializeAsync() =>
        Chromium = await Chromium.StartAsync("--ignore-certificate-errors", "--disable-back-forward-cache");

    public async Task DisposeAsync()
    {
        if (Chromium is { } chromium)
        {
            await chromium.DisposeAsync();
        }
    }
}
