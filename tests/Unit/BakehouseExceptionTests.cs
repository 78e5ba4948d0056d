namespace Bakehouse.UnitTests;

public sealed class BakehouseExceptionTests
{
    [Test]
    public void Message_Always_NamesProblemThenRemedy()
    {
        var error = new BakehouseException("No engine answers.", "Start one, or give --sandbox.");

        Assert.That(
            error.Message.Split(Environment.NewLine),
            Is.EqualTo((string[])["No engine answers.", "  Start one, or give --sandbox."])
        );
    }
}
