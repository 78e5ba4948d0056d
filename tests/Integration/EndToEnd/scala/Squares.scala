object Squares {
  def main(arguments: Array[String]): Unit = {
    val squares = (1 to 4).map(n => n * n)
    println(s"The squares are ${squares.mkString(", ")}")
  }
}
