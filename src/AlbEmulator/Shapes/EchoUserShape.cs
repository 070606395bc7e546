using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>A user of the provider that the emulator itself runs, which AWS has not.</summary>
internal static class EchoUserShape
{
    public static readonly Property Name = new("Name", new Shape.Text(Longest: 128), "As the provider's page shows the user.")
    {
        IsRequired = true,
    };

    public static readonly Property Password = new(
        "Password", new Shape.Text(Longest: 128, AuthenticationValues.ProblemWithSecret, TakesNumbers: true) { IsSecret = true }, "What the user has to write; none unless it is said.");

    public static readonly Property Claims = new(
        "Claims", new Shape.Map(new Shape.Anything()), "What the provider tells of the user, such as email or groups.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.EchoUser, [Name, Password, Claims]);
}
