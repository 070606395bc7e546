namespace AlbEmulator.ControlPort;

/// <summary>
/// Endpoints of the control port. They take the context alone: for parameters of other types code would be compiled when
/// the emulator starts, which takes longer than all else that it does then.
/// </summary>
internal static class ControlRoutes
{
    public static void Answer(
        this IEndpointRouteBuilder routes, string method, string pattern, Func<HttpContext, Task<IResult>> answer) =>
        Map(routes, method, pattern, async http => await (await answer(http)).ExecuteAsync(http));

    public static void Answer(
        this IEndpointRouteBuilder routes, string method, string pattern, Func<HttpContext, IResult> answer) =>
        Map(routes, method, pattern, http => answer(http).ExecuteAsync(http));

    /// <summary>A service of the emulator.</summary>
    public static T Of<T>(this HttpContext http)
        where T : notnull =>
        http.RequestServices.GetRequiredService<T>();

    private static void Map(IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate answer) =>
        routes.MapMethods(pattern, [method], answer).WithMetadata(new ControlPath(method, pattern));
}
