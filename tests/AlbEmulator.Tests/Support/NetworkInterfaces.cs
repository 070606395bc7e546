namespace AlbEmulator.Tests.Support;

/// <summary>
/// Those of this machine, which all tests share. When one comes or goes a browser gives up what it loads (Chromium says
/// <c>ERR_NETWORK_CHANGED</c>): so none does while a browser is at work.
/// </summary>
public static class NetworkInterfaces
{
    private const int MostBrowsers = 32;

    private static readonly SemaphoreSlim Changing = new(1);
    private static readonly SemaphoreSlim Browsers = new(MostBrowsers);

    /// <summary>None comes or goes until what this gives is disposed.</summary>
    public static async Task<IDisposable> StayAsync()
    {
        await Browsers.WaitAsync();
        return new Hold(1);
    }

    /// <summary>They may come and go until what this gives is disposed.</summary>
    public static async Task<IDisposable> ChangeAsync()
    {
        await Changing.WaitAsync();
        try
        {
            for (var browser = 0; browser < MostBrowsers; browser++)
            {
                await Browsers.WaitAsync();
            }
        }
        finally
        {
            Changing.Release();
        }

        return new Hold(MostBrowsers);
    }

    private sealed class Hold(int places) : IDisposable
    {
        public void Dispose() => Browsers.Release(places);
    }
}
