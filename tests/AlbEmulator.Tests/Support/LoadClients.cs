namespace AlbEmulator.Tests.Support;

/// <summary>Clients that ask one request after the other, each on its own connection, and count what they get.</summary>
public sealed class LoadClients
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task<ClientTally>[] _clients;

    private LoadClients(int port, int count, string request) =>
        _clients = [.. Enumerable.Range(0, count).Select(_ => Task.Run(() => AskAsync(port, request)))];

    public static LoadClients Start(int port, int count, string? request = null) =>
        new(port, count, request ?? Wire.Get("/load", "User-Agent: load"));

    /// <summary>Lets each client end the request it is at, and adds up.</summary>
    public async Task<ClientTally> StopAsync()
    {
        await _end.CancelAsync();
        var tallies = await Task.WhenAll(_clients);
        _end.Dispose();
        return tallies.Aggregate((sum, tally) => new ClientTally(
            sum.Answered + tally.Answered, sum.Broken + tally.Broken, [.. sum.Unexpected, .. tally.Unexpected]));
    }

    private async Task<ClientTally> AskAsync(int port, string request)
    {
        var answered = 0;
        var unexpected = new List<string>();
        try
        {
            await using var client = await RawClient.ConnectAsync(port);
            while (!_end.IsCancellationRequested)
            {
                var response = await client.ExchangeAsync(request);
                answered++;
                if (response.Status != 200)
                {
                    unexpected.Add(response.StartLine);
                }

                if (response.Header("Connection") == "close")
                {
                    return new(answered, 0, unexpected);
                }
            }

            return new(answered, 0, unexpected);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            // The emulator is gone, or closed the connection.
            return new(answered, 1, unexpected);
        }
    }
}

/// <param name="Answered">Responses that were received whole.</param>
/// <param name="Broken">Connections that ended without the response that was asked for.</param>
/// <param name="Unexpected">Status lines other than 200.</param>
public sealed record ClientTally(int Answered, int Broken, IReadOnlyList<string> Unexpected);
