namespace AlbEmulator.Testing.Inside;

/// <summary>The log of a test as a place for lines: one at a time, and nobody's harm once the test has ended.</summary>
internal static class TestLog
{
    /// <summary>Takes one line or several.</summary>
    public static Action<string> Of(Action<string>? write)
    {
        if (write is null)
        {
            return static _ => { };
        }

        var turn = new Lock();
        return text =>
        {
            lock (turn)
            {
                foreach (var line in text.TrimEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    Write(line.TrimEnd('\r'));
                }
            }
        };

        void Write(string line)
        {
            try
            {
                write(line);
            }
            catch (Exception)
            {
                // xunit throws where the test has ended; that is no affair of the load balancer.
            }
        }
    }
}
